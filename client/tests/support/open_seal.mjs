// Opens the box of a test vector with what Node brings itself: docs/seals.md, step by step.
import { createDecipheriv, createHmac, createPrivateKey, createPublicKey, diffieHellman } from 'node:crypto'
import { readFileSync } from 'node:fs'

const text = (letters) => Buffer.from(letters, 'ascii')
const hmac = (key, data) => createHmac('sha256', key).update(data).digest()
const length = (number) => Buffer.from([number >> 8, number & 255])
const KEM = Buffer.concat([text('KEM'), Buffer.from([0x00, 0x20])])
const HPKE = Buffer.concat([text('HPKE'), Buffer.from([0x00, 0x20, 0x00, 0x01, 0x00, 0x02])])
const PUBLIC = Buffer.from('302a300506032b656e032100', 'hex')
const PRIVATE = Buffer.from('302e020100300506032b656e04220420', 'hex')

const extract = (suite, salt, label, data) =>
  hmac(salt, Buffer.concat([text('HPKE-v1'), suite, text(label), data]))
// One block of HKDF: nothing here is longer than the 32 bytes of SHA-256.
const expand = (suite, key, label, info, size) =>
  hmac(key, Buffer.concat([length(size), text('HPKE-v1'), suite, text(label), info, Buffer.from([1])]))
    .subarray(0, size)

const publicKey = (raw) =>
  createPublicKey({ key: Buffer.concat([PUBLIC, raw]), format: 'der', type: 'spki' })

function open(box, rawKey, info) {
  const nothing = Buffer.alloc(0)
  const sent = box.subarray(0, 32)
  const privateKey =
    createPrivateKey({ key: Buffer.concat([PRIVATE, rawKey]), format: 'der', type: 'pkcs8' })
  const own = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32)
  const shared = diffieHellman({ privateKey, publicKey: publicKey(sent) })
  const agreed = expand(KEM, extract(KEM, nothing, 'eae_prk', shared), 'shared_secret',
    Buffer.concat([sent, own]), 32)
  const context = Buffer.concat([
    Buffer.from([0]),
    extract(HPKE, nothing, 'psk_id_hash', nothing),
    extract(HPKE, nothing, 'info_hash', info),
  ])
  const secret = extract(HPKE, agreed, 'secret', nothing)
  const key = expand(HPKE, secret, 'key', context, 32)
  const nonce = expand(HPKE, secret, 'base_nonce', context, 12)
  const cipher = createDecipheriv('aes-256-gcm', key, nonce)
  cipher.setAuthTag(box.subarray(-16))
  return Buffer.concat([cipher.update(box.subarray(32, -16)), cipher.final()]).toString('utf8')
}

// ", " between the parts: the bytes count, and JSON.stringify would leave the blank out.
const binding = ({ id, type, field, reader, epoch }) =>
  `[${[id, type, field, reader, epoch].map((part) => JSON.stringify(part)).join(', ')}]`

const vector = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const box = Buffer.from(vector.box, 'base64')
const key = Buffer.from(vector.privateKey, 'base64')
const attempt = (place) => {
  try {
    return open(box, key, Buffer.from(binding(place)))
  } catch {
    return null
  }
}
console.log(JSON.stringify({
  info: binding(vector.place),
  plain: attempt(vector.place),
  refused: vector.refused.map(attempt),
}))
