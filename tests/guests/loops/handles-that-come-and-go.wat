;; Tries: make the host work without end, by making and dropping handles.
;; Ends: fuel runs out, while it is instantiated.

(component $beside
  (type $thing (resource (rep i32)))
  (core func $new (canon resource.new $thing))
  (core func $drop (canon resource.drop $thing))
  (core module $module
    (import "thing" "new" (func $new (param i32) (result i32)))
    (import "thing" "drop" (func $drop (param i32)))
    (func $init (loop $again (call $drop (call $new (i32.const 1))) (br $again)))
    (start $init))
  (core instance $things (export "new" (func $new)) (export "drop" (func $drop)))
  (core instance (instantiate $module (with "thing" (instance $things)))))
