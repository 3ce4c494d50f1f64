;; Tries: say much often: each text is short enough, and there are not too many.
;; Ends: by the limit of bytes in all diagnostics, in `next`.

(data $file (i32.const 0x800) (i32 0 1 1 0 0x10000 60000 0))
(func $next (result i32)
  (i32.const 0x800))
