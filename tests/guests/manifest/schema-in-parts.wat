;; Tries: fill the memory of whoever parses its schemas: sixty of thirty thousand bytes,
;; each of which is small enough.
;; Ends: by the limit of bytes in schemas, which sums them, after `describe`.

(data $manifest (i32.const 0x400) (i32 0x1000 7 0x1010 5 0x200000 60))
(data $info (i32.const 0x440) (i32 0x1020 1 0x1030 10 0 0 0x10000 30000 0))
(func $describe (result i32)
  (local $at i32)
  (local.set $at (i32.const 0x200000))
  (loop $again
    (memory.copy (local.get $at) (i32.const 0x440) (i32.const 36))
    (local.set $at (i32.add (local.get $at) (i32.const 36)))
    (br_if $again (i32.lt_u (local.get $at) (i32.const 2099312))))
  (i32.const 0x400))
