// Steps of a client in Node, each of which prints PASS or FAIL.
import { isDeepStrictEqual, inspect } from 'node:util'

let failed = 0

function fail(name, why) {
  failed++
  console.log(`FAIL ${name}\n     ${why}`)
}

/** Passes if the action gives this. */
export async function gives(name, wanted, action) {
  try {
    const got = await action()
    if (isDeepStrictEqual(got, wanted)) {
      console.log(`PASS ${name}`)
    } else {
      fail(name, `wanted ${inspect(wanted)}, got ${inspect(got)}`)
    }
  } catch (error) {
    fail(name, error.stack)
  }
}

/** Passes if the action fails with an error of this name, a message that has the text in it, and what else is asked for. */
export async function refused(name, error, text, action, check = () => true) {
  try {
    fail(name, `wanted ${error}, got ${inspect(await action())}`)
  } catch (thrown) {
    if (thrown.name === error && thrown.message.includes(text) && check(thrown)) {
      console.log(`PASS ${name}: ${error}`)
    } else {
      fail(name, thrown.stack)
    }
  }
}

export function exitCode() {
  return failed === 0 ? 0 : 1
}
