;; Tries: break in `describe`.
;; Ends: trapped, in `describe`.

(func $describe (result i32)
  (unreachable))
