;; Tries: take memory as elements of a table.
;; Ends: by the budget of memory, which counts eight bytes an element, in `start`.

(table $many 1 funcref)
(func $start (param i32) (result i32)
  (drop (table.grow $many (ref.null func) (i32.const 80000000)))
  (i32.const 0x980))
