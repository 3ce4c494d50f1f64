;; Tries: return a case that there is not (started).
;; Ends: trapped when the host takes it, after `start`.

(data $started (i32.const 0x980) (i32 255))
