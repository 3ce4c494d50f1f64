;; Tries: give text that is not UTF-8, as an error.
;; Ends: trapped when the host takes it, after `start`.

(data $started (i32.const 0x980) (i32 1 0 0x1060 7))
(data $content (i32.const 0x1060) "conten\e2")
