;; Tries: use a feature of the engine that no exporter needs (tail calls, indirect).
;; Ends: refused when it is compiled: the feature is off.

(component
  (core module
    (table 1 funcref) (func (return_call_indirect (i32.const 0))))
  (instance $i)
  (export "portcullis:exporter/exporting@0.1.0" (instance $i)))
