;; Tries: use a feature of the engine that no exporter needs (function references).
;; Ends: refused when it is compiled: the feature is off.

(component
  (core module
    (type $f (func)) (func (param (ref $f)) (call_ref $f (local.get 0))))
  (instance $i)
  (export "portcullis:exporter/exporting@0.1.0" (instance $i)))
