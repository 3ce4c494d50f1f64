;; Tries: recurse without end through a table.
;; Ends: by the limit of the stack, in `start`.

(type $down (func (result i32)))
(table $ways 1 funcref)
(elem (table $ways) (i32.const 0) func $down)
(func $down (result i32)
  (i32.add (call_indirect $ways (type $down) (i32.const 0)) (i32.const 1)))
(func $start (param i32) (result i32) (call $down))
