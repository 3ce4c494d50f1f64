;; Tries: do so in two schemas, each of which has few enough.
;; Ends: by the limit of references, which sums them, after `describe`.

(data $manifest (i32.const 0x400) (i32 0x1000 7 0x1010 5 0x440 2))
(data $info (i32.const 0x440) (i32 0x1020 1 0x1030 10 0 0 0x100000 0 0))
(data $second (i32.const 0x1028) "y")
(data $piece0 (i32.const 0x1100) "{\"allOf\":[")
(data $piece1 (i32.const 0x1110) "{\"$ref\":\"#\"},")
(data $piece2 (i32.const 0x1120) "{\"$ref\":\"#\"}]}")
(func $put (param $at i32) (param $piece i32) (param $size i32) (param $times i32) (result i32)
  (loop $again
    (memory.copy (local.get $at) (local.get $piece) (local.get $size))
    (local.set $at (i32.add (local.get $at) (local.get $size)))
    (local.set $times (i32.sub (local.get $times) (i32.const 1)))
    (br_if $again (local.get $times)))
  (local.get $at))
(func $describe (result i32)
  (local $at i32)
  (local.set $at (i32.const 0x100000))
  (local.set $at
    (call $put (local.get $at) (i32.const 0x1100) (i32.const 10) (i32.const 1)))
  (local.set $at
    (call $put (local.get $at) (i32.const 0x1110) (i32.const 13) (i32.const 599)))
  (local.set $at
    (call $put (local.get $at) (i32.const 0x1120) (i32.const 14) (i32.const 1)))
  (i32.store (i32.const 0x45c) (i32.sub (local.get $at) (i32.const 0x100000)))
  (memory.copy (i32.const 0x464) (i32.const 0x440) (i32.const 36))
  (i32.store (i32.const 0x464) (i32.const 0x1028))
  (i32.const 0x400))
