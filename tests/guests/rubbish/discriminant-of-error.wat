;; Tries: return a case that there is not (error).
;; Ends: trapped when the host takes it, after `start`.

(data $started (i32.const 0x980) (i32 1 77 0x1060 7))
