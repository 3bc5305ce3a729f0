"""The sample office: made-up families and cases, told through the same errands as real work."""
