;; Tries: return a path of three megabytes.
;; Ends: refused as a path, after `next`.

(data $file (i32.const 0x800) (i32 0 1 0 0x100000 0x300000 0x1060 7 0))
(func $start (param i32) (result i32)
  (memory.fill (i32.const 0x100000) (i32.const 97) (i32.const 0x300000))
  (i32.const 0x980))
