;; Writes a byte to $top for each character below U+0100 of a text, moves $top
;; behind them, and gives their number. So bytes travel that are no text.
(func $decode (param $at i32) (param $length i32) (result i32)
    (local $end i32) (local $start i32) (local $byte i32)
    (local.set $start (global.get $top))
    (local.set $end (i32.add (local.get $at) (local.get $length)))
    (block $done (loop $more
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $byte (i32.load8_u (local.get $at)))
        (if (i32.ge_u (local.get $byte) (i32.const 0x80)) (then
            (local.set $at (i32.add (local.get $at) (i32.const 1)))
            (local.set $byte (i32.or
                (i32.shl (i32.and (local.get $byte) (i32.const 3)) (i32.const 6))
                (i32.and (i32.load8_u (local.get $at)) (i32.const 0x3f))))))
        (i32.store8 (global.get $top) (local.get $byte))
        (global.set $top (i32.add (global.get $top) (i32.const 1)))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $more)))
    (i32.sub (global.get $top) (local.get $start)))
