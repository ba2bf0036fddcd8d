package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strconv"

	"github.com/oracle/oci-go-sdk/v65/common"
)

type line struct {
	Operation string `json:"operation"`
	Outcome   string `json:"outcome"`
	Name      string `json:"name"`
	Problem   string `json:"problem,omitempty"`
}

// check prints a line of JSON, which the runner collects: passed unless act returns an error or panics.
func check(operation, name string, act func() error) {
	report(line{Operation: operation, Outcome: "ok", Name: name}, guarded(act))
}

// refused passes when the service refuses act with status and code.
func refused(operation string, status int, code, name string, act func() error) {
	report(line{Operation: operation, Outcome: strconv.Itoa(status), Name: name}, guarded(func() error {
		err := act()
		if err == nil {
			return fmt.Errorf("was not refused")
		}
		failure, isRefusal := common.IsServiceError(err)
		if !isRefusal || failure.GetHTTPStatusCode() != status || failure.GetCode() != code {
			return err
		}
		return nil
	}))
}

// guarded turns a panic into an error: the SDK hands out pointers, and a field that is missing is nil.
func guarded(act func() error) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("panic: %v", cause)
		}
	}()
	return act()
}

func report(result line, err error) {
	if err != nil {
		result.Problem = err.Error()
	}
	if err := json.NewEncoder(os.Stdout).Encode(result); err != nil {
		panic(err)
	}
}

func expect[T comparable](what string, actual, wanted T) error {
	if actual != wanted {
		return fmt.Errorf("%s is %v instead of %v", what, actual, wanted)
	}
	return nil
}

// first is the first error of a list, or nil.
func first(errors ...error) error {
	for _, err := range errors {
		if err != nil {
			return err
		}
	}
	return nil
}
