;; Tries: keep busy whoever follows a thousand references, each by way of one of four
;; hundred thousand bytes.
;; Ends: Not at all: it exports its file, and what is told of it stays small.

(data $info (i32.const 0x440) (i32 0x1020 1 0x1030 10 0 0 0x100000 0 0))
(data $piece0 (i32.const 0x1100) "{\"required\":[\"none\"],\"properties\":{")
(data $piece1 (i32.const 0x1130) "\"000000\":{\"$ref\":\"#/x\"},")
(data $piece2 (i32.const 0x1150) "\"a\":{}},\"x\":{\"$ref\":\"#")
(data $piece3 (i32.const 0x1170) "/x")
(data $piece4 (i32.const 0x1180) "\"}}")
(func $put (param $at i32) (param $piece i32) (param $size i32) (param $times i32) (result i32)
  (loop $again
    (memory.copy (local.get $at) (local.get $piece) (local.get $size))
    (local.set $at (i32.add (local.get $at) (local.get $size)))
    (local.set $times (i32.sub (local.get $times) (i32.const 1)))
    (br_if $again (local.get $times)))
  (local.get $at))
(func $numbered (param $at i32) (param $piece i32) (param $size i32) (param $times i32) (result i32)
  (local $place i32)
  (local $number i32)
  (loop $again
    (local.set $at (call $put (local.get $at) (local.get $piece) (local.get $size) (i32.const 1)))
    (local.set $number (local.get $times))
    (local.set $place (i32.add (i32.sub (local.get $at) (local.get $size)) (i32.const 6)))
    (loop $digit
      (i32.store8 (local.get $place)
        (i32.add (i32.const 48) (i32.rem_u (local.get $number) (i32.const 10))))
      (local.set $number (i32.div_u (local.get $number) (i32.const 10)))
      (local.set $place (i32.sub (local.get $place) (i32.const 1)))
      (br_if $digit (local.get $number)))
    (local.set $times (i32.sub (local.get $times) (i32.const 1)))
    (br_if $again (local.get $times)))
  (local.get $at))
(func $describe (result i32)
  (local $at i32)
  (local.set $at (i32.const 0x100000))
  (local.set $at
    (call $put (local.get $at) (i32.const 0x1100) (i32.const 35) (i32.const 1)))
  (local.set $at
    (call $numbered (local.get $at) (i32.const 0x1130) (i32.const 24) (i32.const 999)))
  (local.set $at
    (call $put (local.get $at) (i32.const 0x1150) (i32.const 22) (i32.const 1)))
  (local.set $at
    (call $put (local.get $at) (i32.const 0x1170) (i32.const 2) (i32.const 200000)))
  (local.set $at
    (call $put (local.get $at) (i32.const 0x1180) (i32.const 3) (i32.const 1)))
  (i32.store (i32.const 0x45c) (i32.sub (local.get $at) (i32.const 0x100000)))
  (i32.const 0x400))
