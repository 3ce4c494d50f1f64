;; Tries: return a list that is not aligned.
;; Ends: trapped when the host takes it, after `describe`.

(data $manifest (i32.const 0x400) (i32 0x1000 7 0x1010 5 0x441 1))
