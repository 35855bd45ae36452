"""A study: what gets through, how sure that is, and which published figure it hangs on."""
