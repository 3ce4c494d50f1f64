;; Tries: use a feature of the engine that no exporter needs (async, lifted function).
;; Ends: refused when it is compiled: the feature is off.

(component
  (core module $m (func (export "f") (result i32) i32.const 0)
  (func (export "c") (param i32 i32 i32) (result i32) i32.const 0))
  (core instance $i (instantiate $m))
  (func async (canon lift (core func $i "f") async (callback (func $i "c"))))
  (instance $i)
  (export "portcullis:exporter/exporting@0.1.0" (instance $i)))
