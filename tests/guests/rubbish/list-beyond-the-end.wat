;; Tries: return a list that begins in its memory and ends outside.
;; Ends: trapped when the host takes it, after `describe`.

(data $manifest (i32.const 0x400) (i32 0x1000 7 0x1010 5 0x3ffff0 2))
