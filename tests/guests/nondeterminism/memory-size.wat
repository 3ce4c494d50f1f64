;; Tries: find out how much memory the host has, by how far it grows.
;; Ends: nothing stops it, and two runs return the same. Growth beyond the budget ends a
;; guest and is not refused to it.

(func $start (param i32) (result i32)
  (i32.store (i32.const 0x1060) (memory.grow (i32.const 10)))
  (i32.store (i32.const 0x1063) (memory.size))
  (i32.const 0x980))
