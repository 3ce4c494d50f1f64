;; Tries: break in `start`.
;; Ends: trapped, in `start`.

(func $start (param i32) (result i32)
  (unreachable))
