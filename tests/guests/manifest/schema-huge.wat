;; Tries: fill the memory of whoever parses its schema: three megabytes, each byte of
;; which takes dozens as a value.
;; Ends: by the limit of bytes in schemas, after `describe`.

(data $info (i32.const 0x440) (i32 0x1020 1 0x1030 10 0 0 0x100000 0x300000 0))
(func $describe (result i32)
  (local $at i32)
  (memory.copy (i32.const 0x100000) (i32.const 0x3000) (i32.const 6))
  (local.set $at (i32.const 0x100006))
  (loop $again
    (i32.store16 (local.get $at) (i32.const 0x2c30))
    (local.set $at (i32.add (local.get $at) (i32.const 2)))
    (br_if $again (i32.lt_u (local.get $at) (i32.const 0x3ffffc))))
  (memory.copy (i32.const 0x3ffffc) (i32.const 0x3006) (i32.const 4))
  (i32.const 0x400))
(data (i32.const 0x3000) "{\22a\22:[ 0]}")
