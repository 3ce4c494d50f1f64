;; Tries: have a table whose copying would be one long instruction, by growing it.
;; Ends: by the limit of elements in all tables, in `start`.

(table $many 500000 funcref)
(func $start (param i32) (result i32)
  (drop (table.grow $many (ref.null func) (i32.const 1)))
  (i32.const 0x980))
