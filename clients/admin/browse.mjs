// Starts dynamodb-admin, and uses its pages in a browser as a person would.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import puppeteer from 'puppeteer-core'
import { exitCode, gives } from './steps.mjs'

const table = `${process.env.TABLES}-books`
const here = path.dirname(fileURLToPath(import.meta.url))

async function startAdmin() {
  const admin = spawn(process.execPath,
    [path.join(here, 'node_modules/dynamodb-admin/dist/dynamodb-admin.js'), '--host', '127.0.0.1', '--port', '0',
      '--dynamo-endpoint', process.env.ENDPOINT, '--skip-default-credentials'],
    { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  const address = await new Promise((resolve, reject) => {
    admin.stdout.on('data', (bytes) => {
      said += bytes
      const found = /listening on (http:\/\/\S+)/.exec(said)
      if (found) {
        resolve(found[1])
      }
    })
    admin.on('exit', () => reject(new Error(`dynamodb-admin did not start: ${said}`)))
  })
  return { admin, address, said: () => said }
}

const text = (page) => page.evaluate(() => document.body.innerText)
const picture = (page, name) => page.screenshot({ path: path.join(process.env.OUT, `${name}.png`) })

/** Until the page shows this. */
async function shows(page, wanted) {
  try {
    await page.waitForFunction((sought) => document.body.innerText.includes(sought), { timeout: 20_000 }, wanted)
    return true
  } catch {
    return text(page)
  }
}

/** Writes an item into the page's editor, and saves it. */
async function save(page, item) {
  await page.waitForFunction(() => typeof editor !== 'undefined')
  await page.evaluate((json) => editor.setValue(json), JSON.stringify(item))
  await page.click('#saveButton')
}

async function fillForm(page, address) {
  await page.goto(`${address}/create-table`)
  await page.type('#TableName', table)
  await page.type('#HashAttributeName', 'author')
  await page.type('[name=RangeAttributeName]', 'year')
  await page.select('[name=RangeAttributeType]', 'N')
  await page.click('form [type=submit]')
  return shows(page, 'STRING_VALUE cannot be converted to Long')
}

async function createTable(page, address) {
  const body = JSON.stringify({
    TableDefinition: {
      TableName: table, HashAttributeName: 'author', HashAttributeType: 'S', RangeAttributeName: 'year', RangeAttributeType: 'N',
      ReadCapacityUnits: 1000, WriteCapacityUnits: 1000
    }
  })
  const status = await page.evaluate(async (body) =>
    (await fetch('/create-table', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })).status, body)
  await page.goto(address)
  return status === 204 && shows(page, table)
}

async function addItems(page, address) {
  let unseen = 0
  for (let i = 1; i <= 30; i++) {
    await page.goto(`${address}/tables/${table}/add-item`)
    await save(page, { author: 'Ursula K. Le Guin', year: 1965 + i, title: `Book ${i}`, tags: ['novel'], sold: { copies: i * 1000 } })
    // It reads the item back by an eventual read, and fails if that comes too early: then the button turns yellow.
    const seen = await page.waitForFunction(
      (year) => decodeURIComponent(location.pathname).endsWith(`,${year}`) ? 'seen' : document.querySelector('#saveButton.btn-warning') && 'unseen',
      { timeout: 20_000 }, 1965 + i)
    unseen += await seen.jsonValue() === 'unseen' ? 1 : 0
  }
  console.log(`NOTE ${unseen} of 30 items were not seen by the eventual read that dynamodb-admin does right after it wrote them`)
  await page.goto(`${address}/tables/${table}/items/${encodeURIComponent(`Ursula K. Le Guin,${1966}`)}`)
  return shows(page, 'Delete')
}

async function itemsShown(page) {
  await shows(page, 'Book')
  return (await text(page)).match(/Book \d+/g).length
}

async function walk(page, address) {
  const at = `${address}/tables/${table}`
  // It sends the capacity as texts, whatever one types: DynamoDB Local takes them, DynamoDB does not.
  await gives('its form for a table is refused, as DynamoDB refuses it', true, () => fillForm(page, address))
  await gives('a table is created by what the form would send, with numbers', true, () => createTable(page, address))
  await picture(page, 'tables')
  await gives('30 items are saved in the editor', true, () => addItems(page, address))
  await picture(page, 'item')
  await gives('a page of 25 items is shown', 25, async () => {
    await page.goto(at)
    return itemsShown(page)
  })
  await picture(page, 'items')
  const last = await text(page)
  await gives('and the next, of 5', 5, async () => {
    await page.evaluate(() => [...document.querySelectorAll('a, button')].find((link) => link.innerText.includes('Next')).click())
    await page.waitForFunction((before) => document.body.innerText !== before && /Book \d+/.test(document.body.innerText), {}, last)
    return itemsShown(page)
  })
  await gives('a query with a filter shows 3', 3, async () => {
    const filters = encodeURIComponent(JSON.stringify({
      author: { type: 'S', operator: '=', value: 'Ursula K. Le Guin' }, year: { type: 'N', operator: '>', value: '1990' },
      title: { type: 'S', operator: '<', value: 'Book 29' }
    }))
    await page.goto(`${at}?operationType=query&queryableSelection=table&filters=${filters}`)
    return itemsShown(page)
  })
  await gives('an item is changed', true, async () => {
    await page.goto(`${at}/items/${encodeURIComponent('Ursula K. Le Guin,1969')}`)
    await save(page, { author: 'Ursula K. Le Guin', year: 1969, title: 'The Left Hand of Darkness' })
    await page.waitForSelector('#saveButton.btn-success')
    await page.reload()
    return page.evaluate(() => editor.getValue().includes('The Left Hand of Darkness'))
  })
  await gives('and deleted', 'Not found', async () => {
    await page.click('.btn-danger')
    await page.waitForFunction(() => !location.pathname.includes('/items/'))
    await page.goto(`${at}/items/${encodeURIComponent('Ursula K. Le Guin,1969')}`)
    return text(page)
  })
  await gives('the table\'s description is shown', true, async () => {
    await page.goto(`${at}/meta`)
    return shows(page, 'TableArn')
  })
  await picture(page, 'meta')
  await gives('its time to live is shown', true, async () => {
    await page.goto(`${at}/ttl`)
    return shows(page, 'DISABLED')
  })
  await gives('the table is deleted', 204, () =>
    page.evaluate(async (address) => (await fetch(address, { method: 'DELETE' })).status, at))
}

const { admin, address, said } = await startAdmin()
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu'], defaultViewport: { width: 1200, height: 900 }
})
try {
  const page = await browser.newPage()
  page.on('dialog', (dialog) => dialog.accept())
  await walk(page, address)
} finally {
  await browser.close()
  admin.kill()
  await once(admin, 'exit')
}
if (exitCode() !== 0) {
  console.log(`dynamodb-admin said:\n${said()}`)
}
process.exit(exitCode())
