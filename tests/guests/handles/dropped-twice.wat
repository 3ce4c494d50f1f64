;; Tries: drop a handle that is gone already.
;; Ends: trapped, while it is instantiated.

(component $beside
  (type $thing (resource (rep i32)))
  (core func $new (canon resource.new $thing))
  (core func $drop (canon resource.drop $thing))
  (core module $module
    (import "thing" "new" (func $new (param i32) (result i32)))
    (import "thing" "drop" (func $drop (param i32)))
    (func $init
      (local $made i32)
      (local.set $made (call $new (i32.const 1)))
      (call $drop (local.get $made))
      (call $drop (local.get $made)))
    (start $init))
  (core instance $things (export "new" (func $new)) (export "drop" (func $drop)))
  (core instance (instantiate $module (with "thing" (instance $things)))))
