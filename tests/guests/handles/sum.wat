;; Tries: have forty handles in each of two components inside, each of them allowed.
;; Ends: by the limit of handles, which counts those of all, while it is
;; instantiated.

(component $beside
  (component $forty
    (type $thing (resource (rep i32)))
    (core func $new (canon resource.new $thing))
    (core module $module
      (import "thing" "new" (func $new (param i32) (result i32)))
      (func $init
        (local $made i32)
        (loop $again
          (drop (call $new (i32.const 1)))
          (local.set $made (i32.add (local.get $made) (i32.const 1)))
          (br_if $again (i32.lt_u (local.get $made) (i32.const 40)))))
      (start $init))
    (core instance (instantiate $module
      (with "thing" (instance (export "new" (func $new)))))))
  (instance (instantiate $forty))
  (instance (instantiate $forty)))
