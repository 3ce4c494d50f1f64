;; Tries: return a text that begins in its memory and ends outside.
;; Ends: trapped when the host takes it, after `describe`.

(data $manifest (i32.const 0x400) (i32 0x3ffffd 7 0x1010 5 0x440 1))
