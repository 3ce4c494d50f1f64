;; Tries: write its data beyond the end of its memory.
;; Ends: trapped, while it is instantiated.

(data (i32.const 0x3ffffc) "too long by one")
