;; Tries: give text that is not UTF-8, in a diagnostic.
;; Ends: trapped when the host takes it, after `next`.

(data $file (i32.const 0x800) (i32 0 1 1 0 0x1060 7 0))
(data $content (i32.const 0x1060) "\f4\90\80\80abc")
