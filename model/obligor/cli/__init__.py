"""The command line: arguments, and for each command which room it calls and how the result is printed.

Enters: a command's arguments and exit status, nothing that a script could not do by the API as well.
Start reading at `main` (arguments and exit status), then the module that `commands` names for one.
"""
