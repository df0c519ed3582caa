"""The WeCom (企业微信) software licence and service agreement as rules: chapters, vocabulary, no code."""
