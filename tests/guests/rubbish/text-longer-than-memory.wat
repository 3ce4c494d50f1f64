;; Tries: return a text of four gigabytes.
;; Ends: trapped when the host takes it, after `describe`.

(data $manifest (i32.const 0x400) (i32 0x1000 -1 0x1010 5 0x440 1))
