;; Tries: return from `start` a pointer that is not aligned.
;; Ends: trapped when the host follows it, after `start`.

(func $start (param i32) (result i32)
  (i32.const 0x801))
