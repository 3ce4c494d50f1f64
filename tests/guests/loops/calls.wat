;; Tries: do nothing without end, by calling a function that does nothing.
;; Ends: fuel runs out, in `start`.

(func $nothing)
(func $start (param i32) (result i32)
  (loop $again (call $nothing) (br $again))
  (unreachable))
