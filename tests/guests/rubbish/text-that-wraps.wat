;; Tries: return a text whose end is before its beginning, if numbers wrap.
;; Ends: trapped when the host takes it, after `describe`.

(data $manifest (i32.const 0x400) (i32 0xfffffff0 0x20 0x1010 5 0x440 1))
