;; Tries: return a list whose size in bytes is small, if numbers wrap.
;; Ends: trapped when the host takes it, after `describe`.

(data $manifest (i32.const 0x400) (i32 0x1000 7 0x1010 5 0x440 0x71c71c8))
