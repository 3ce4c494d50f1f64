;; Tries: return from `describe` a pointer that is not aligned.
;; Ends: trapped when the host follows it, after `describe`.

(func $describe (result i32)
  (i32.const 0x801))
