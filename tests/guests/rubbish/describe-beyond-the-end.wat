;; Tries: return from `describe` a pointer that leads out of its memory.
;; Ends: trapped when the host follows it, after `describe`.

(func $describe (result i32)
  (i32.const 0xfffffff0))
