;; Tries: take all memory in steps that are each small.
;; Ends: by the budget of memory, in `start`.

(func $start (param i32) (result i32)
  (loop $again (drop (memory.grow (i32.const 1))) (br $again))
  (unreachable))
