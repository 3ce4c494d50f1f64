;; Tries: have the host copy a text that fills half of all memory into the other half,
;; from one component inside to another, over and over. It is one copy of 240 megabytes.
;; Ends: by the deadline, which is looked at before the next.

(component $beside
  (component $ear
    (core module $module
      (memory (export "memory") 3900)
      (func (export "hear") (param i32 i32))
      (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 65536)))
    (core instance $instance (instantiate $module))
    (func (export "hear") (param "text" string)
      (canon lift (core func $instance "hear")
        (memory $instance "memory") (realloc (func $instance "realloc")))))
  (component $mouth
    (import "hear" (func $hear (param "text" string)))
    (core module $room (memory (export "memory") 3900))
    (core instance $room (instantiate $room))
    (core func $hear (canon lower (func $hear) (memory $room "memory")))
    (core module $module
      (import "ear" "hear" (func $hear (param i32 i32)))
      (func $init (loop $again (call $hear (i32.const 0) (i32.const 251658240)) (br $again)))
      (start $init))
    (core instance (instantiate $module
      (with "ear" (instance (export "hear" (func $hear)))))))
  (instance $ear (instantiate $ear))
  (instance (instantiate $mouth (with "hear" (func $ear "hear")))))
