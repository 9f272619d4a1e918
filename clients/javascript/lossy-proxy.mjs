// A proxy that passes all on, and loses the answer to the first UpdateItem: the connection is closed instead.
import http from 'node:http'

/** Starts one before a server; gives its address, how many answers were lost, the ids that attempts came with, and its end. */
export async function lossyProxy(server) {
  const target = new URL(server)
  const seen = { lost: 0, invocations: [] }
  const proxy = http.createServer((request, response) => {
    const update = request.headers['x-amz-target'] === 'DynamoDB_20120810.UpdateItem'
    if (update) {
      seen.invocations.push(request.headers['amz-sdk-invocation-id'])
    }
    const onward = http.request(
      { host: target.hostname, port: target.port, method: request.method, path: request.url, headers: request.headers },
      (answer) => {
        if (update && seen.lost === 0) {
          seen.lost++
          answer.resume().on('end', () => request.socket.destroy())
        } else {
          response.writeHead(answer.statusCode, answer.headers)
          answer.pipe(response)
        }
      })
    onward.on('error', () => request.socket.destroy())
    request.pipe(onward)
  })
  await new Promise((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const close = () => {
    proxy.closeAllConnections()
    proxy.close()
  }
  return { address: `http://127.0.0.1:${proxy.address().port}`, host: target.host, seen, close }
}
