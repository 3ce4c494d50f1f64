;; Tries: say something without end.
;; Ends: by the limit of diagnostics, in `next`.

(data $file (i32.const 0x800) (i32 0 1 1 0 0x1060 7 0))
(func $next (result i32)
  (i32.const 0x800))
