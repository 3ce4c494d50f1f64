;; Tries: have the host copy sixteen megabytes of text from one component inside to
;; another, without end. The copying is the host's work and costs no fuel.
;; Ends: by the deadline, which is looked at between any two copies.

(component $beside
  (component $ear
    (core module $module
      (memory (export "memory") 300)
      (func (export "hear") (param i32 i32))
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 65536)))
    (core instance $instance (instantiate $module))
    (func (export "hear") (param "text" string)
      (canon lift (core func $instance "hear")
        (memory $instance "memory") (realloc (func $instance "realloc")))))
  (component $mouth
    (import "hear" (func $hear (param "text" string)))
    (core module $room (memory (export "memory") 300))
    (core instance $room (instantiate $room))
    (core func $hear (canon lower (func $hear) (memory $room "memory")))
    (core module $module
      (import "ear" "hear" (func $hear (param i32 i32)))
      (func $init (loop $again (call $hear (i32.const 0) (i32.const 16777216)) (br $again)))
      (start $init))
    (core instance (instantiate $module
      (with "ear" (instance (export "hear" (func $hear)))))))
  (instance $ear (instantiate $ear))
  (instance (instantiate $mouth (with "hear" (func $ear "hear")))))
