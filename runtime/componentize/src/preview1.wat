;; What a language's runtime finds in place of WASI preview 1: nothing.
;;
;; There are no files, no arguments, no variables and no clock. Randomness is the
;; same in every run. What is written to standard output and error is swallowed,
;; since an exporter has no other way out than what it returns. Ending the process
;; traps. Whatever else is asked for fails with the number that says so, as the
;; system call of a kernel would.
(module
  (import "env" "memory" (memory 0))

  ;; The numbers of errors: 8 bad descriptor, 28 invalid, 58 not supported, 70 not
  ;; to be sought in.
  (global $badf i32 (i32.const 8))
  (global $inval i32 (i32.const 28))
  (global $notsup i32 (i32.const 58))
  (global $spipe i32 (i32.const 70))

  ;; Where the fixed sequence of random bytes has come to.
  (global $random (mut i64) (i64.const 0x506f727463756c6c))

  ;; Two counts of which both are none: items, and bytes.
  (func $none (param $count i32) (param $bytes i32) (result i32)
    (i32.store (local.get $count) (i32.const 0))
    (i32.store (local.get $bytes) (i32.const 0))
    (i32.const 0))
  (func (export "args_sizes_get") (param i32 i32) (result i32)
    (call $none (local.get 0) (local.get 1)))
  (func (export "environ_sizes_get") (param i32 i32) (result i32)
    (call $none (local.get 0) (local.get 1)))
  (func (export "args_get") (param i32 i32) (result i32) (i32.const 0))
  (func (export "environ_get") (param i32 i32) (result i32) (i32.const 0))

  (func (export "clock_res_get") (param i32 i32) (result i32) (global.get $notsup))
  (func (export "clock_time_get") (param i32 i64 i32) (result i32) (global.get $notsup))
  (func (export "poll_oneoff") (param i32 i32 i32 i32) (result i32) (global.get $notsup))
  (func (export "sched_yield") (result i32) (i32.const 0))

  (func (export "proc_exit") (param i32) (unreachable))
  (func (export "proc_raise") (param i32) (result i32) (unreachable))

  ;; The upper bits of a linear congruential sequence, a byte each.
  (func (export "random_get") (param $at i32) (param $length i32) (result i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $at) (local.get $length)))
    (loop $more
      (if (i32.eq (local.get $at) (local.get $end))
        (then (return (i32.const 0))))
      (global.set $random
        (i64.add
          (i64.mul (global.get $random) (i64.const 6364136223846793005))
          (i64.const 1442695040888963407)))
      (i64.store8 (local.get $at) (i64.shr_u (global.get $random) (i64.const 56)))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br $more))
    (unreachable))

  ;; Standard input, output and error are there; nothing else is ever open.
  (func $is_standard (param $fd i32) (result i32)
    (i32.lt_u (local.get $fd) (i32.const 3)))
  (func $if_standard (param $fd i32) (param $else i32) (result i32)
    (select (local.get $else) (global.get $badf) (call $is_standard (local.get $fd))))

  (func (export "fd_close") (param i32) (result i32)
    (call $if_standard (local.get 0) (i32.const 0)))

  ;; A terminal without flags that may be read and written, which keeps a runtime
  ;; from looking for more.
  (func (export "fd_fdstat_get") (param $fd i32) (param $at i32) (result i32)
    (if (i32.eqz (call $is_standard (local.get $fd)))
      (then (return (global.get $badf))))
    (i64.store (local.get $at) (i64.const 2))
    (i64.store offset=8 (local.get $at) (i64.const 66))
    (i64.store offset=16 (local.get $at) (i64.const 0))
    (i32.const 0))
  (func (export "fd_filestat_get") (param $fd i32) (param $at i32) (result i32)
    (if (i32.eqz (call $is_standard (local.get $fd)))
      (then (return (global.get $badf))))
    (memory.fill (local.get $at) (i32.const 0) (i32.const 64))
    (i32.store8 offset=16 (local.get $at) (i32.const 2))
    (i32.const 0))

  ;; Standard input has ended.
  (func (export "fd_read") (param $fd i32) (param i32 i32) (param $read i32) (result i32)
    (if (local.get $fd)
      (then (return (global.get $badf))))
    (i32.store (local.get $read) (i32.const 0))
    (i32.const 0))

  ;; Says that all was written: the sum of the lengths in the vectors.
  (func (export "fd_write")
    (param $fd i32) (param $vectors i32) (param $count i32) (param $written i32) (result i32)
    (local $sum i32)
    (if (i32.eqz (call $is_standard (local.get $fd)))
      (then (return (global.get $badf))))
    (loop $more
      (if (local.get $count)
        (then
          (local.set $sum
            (i32.add (local.get $sum) (i32.load offset=4 (local.get $vectors))))
          (local.set $vectors (i32.add (local.get $vectors) (i32.const 8)))
          (local.set $count (i32.sub (local.get $count) (i32.const 1)))
          (br $more))))
    (i32.store (local.get $written) (local.get $sum))
    (i32.const 0))

  (func (export "fd_seek") (param i32 i64 i32 i32) (result i32)
    (call $if_standard (local.get 0) (global.get $spipe)))
  (func (export "fd_tell") (param i32 i32) (result i32)
    (call $if_standard (local.get 0) (global.get $spipe)))
  (func (export "fd_pread") (param i32 i32 i32 i64 i32) (result i32)
    (call $if_standard (local.get 0) (global.get $spipe)))
  (func (export "fd_pwrite") (param i32 i32 i32 i64 i32) (result i32)
    (call $if_standard (local.get 0) (global.get $spipe)))
  (func (export "fd_sync") (param i32) (result i32)
    (call $if_standard (local.get 0) (global.get $inval)))
  (func (export "fd_datasync") (param i32) (result i32)
    (call $if_standard (local.get 0) (global.get $inval)))
  (func (export "fd_advise") (param i32 i64 i64 i32) (result i32)
    (call $if_standard (local.get 0) (global.get $spipe)))
  (func (export "fd_allocate") (param i32 i64 i64) (result i32)
    (call $if_standard (local.get 0) (global.get $notsup)))
  (func (export "fd_fdstat_set_flags") (param i32 i32) (result i32)
    (call $if_standard (local.get 0) (global.get $notsup)))
  (func (export "fd_fdstat_set_rights") (param i32 i64 i64) (result i32)
    (call $if_standard (local.get 0) (global.get $notsup)))
  (func (export "fd_filestat_set_size") (param i32 i64) (result i32)
    (call $if_standard (local.get 0) (global.get $inval)))
  (func (export "fd_filestat_set_times") (param i32 i64 i64 i32) (result i32)
    (call $if_standard (local.get 0) (global.get $notsup)))
  (func (export "fd_readdir") (param i32 i32 i32 i64 i32) (result i32)
    (global.get $badf))
  (func (export "fd_renumber") (param i32 i32) (result i32)
    (global.get $notsup))

  ;; No directory was opened beforehand: this is where a runtime stops to look.
  (func (export "fd_prestat_get") (param i32 i32) (result i32) (global.get $badf))
  (func (export "fd_prestat_dir_name") (param i32 i32 i32) (result i32) (global.get $badf))

  ;; Every path begins at a directory, and there is none.
  (func (export "path_create_directory") (param i32 i32 i32) (result i32)
    (global.get $badf))
  (func (export "path_filestat_get") (param i32 i32 i32 i32 i32) (result i32)
    (global.get $badf))
  (func (export "path_filestat_set_times") (param i32 i32 i32 i32 i64 i64 i32) (result i32)
    (global.get $badf))
  (func (export "path_link") (param i32 i32 i32 i32 i32 i32 i32) (result i32)
    (global.get $badf))
  (func (export "path_open") (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)
    (global.get $badf))
  (func (export "path_readlink") (param i32 i32 i32 i32 i32 i32) (result i32)
    (global.get $badf))
  (func (export "path_remove_directory") (param i32 i32 i32) (result i32)
    (global.get $badf))
  (func (export "path_rename") (param i32 i32 i32 i32 i32 i32) (result i32)
    (global.get $badf))
  (func (export "path_symlink") (param i32 i32 i32 i32 i32) (result i32)
    (global.get $badf))
  (func (export "path_unlink_file") (param i32 i32 i32) (result i32)
    (global.get $badf))

  (func (export "sock_accept") (param i32 i32 i32) (result i32) (global.get $badf))
  (func (export "sock_recv") (param i32 i32 i32 i32 i32 i32) (result i32) (global.get $badf))
  (func (export "sock_send") (param i32 i32 i32 i32 i32) (result i32) (global.get $badf))
  (func (export "sock_shutdown") (param i32 i32) (result i32) (global.get $badf))
)
