// The families' panel in Debian's Chromium, as a parent with a phone and one at a computer see it: from the link of a slip
// to an accepted photo, without JavaScript and with it. Every page is looked at by axe-core, in light and dark colours,
// in a window of 320 pixels and with letters twice as large. Leaves a picture of every page at 360 and 1280 pixels. Usage: node panel.mjs SERVER CLI WORK-FOLDER PICTURE-FOLDER CHROMIUM
import { execFileSync, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const [, , server, cli, work, pictures, chromium, photo] = process.argv
const axeSource = readFileSync(createRequire(`${work}/package.json`).resolve('axe-core/axe.min.js'), 'utf8')
const { chromium: browserType } = createRequire(`${work}/package.json`)('playwright-core')

function check(condition, what) {
    if (!condition) throw new Error(`not so: ${what}`)
}

const data = `${work}/server`
const replica = `${work}/replica`
rmSync(data, { recursive: true, force: true })
rmSync(replica, { recursive: true, force: true })
mkdirSync(pictures, { recursive: true })
writeFileSync(`${work}/school.json`, JSON.stringify({
    name: 'Szkoła Podstawowa nr 1 im. Marii Skłodowskiej-Curie w Warszawie',
    address: { street: 'ul. Długa 1', postcode: '00-001', city: 'Warszawa' }, headteacher: 'Grażyna Nowak' }))
writeFileSync(`${work}/pupils.csv`,
    'Nr w księdze;Nazwisko;Imię;Data urodzenia;Klasa\n1;Brzęczyszczykiewicz-Nowak;Świętosława;04.03.2015;1A\n')

const admin = (...args) => execFileSync(server, ['--lang', 'en', '--data', data, ...args], { encoding: 'utf8' }).trim()
const office = (...args) => execFileSync(cli, ['--lang', 'pl', '--data', replica, ...args], { encoding: 'utf8' }).trim()

const school = admin('school', 'add', `${work}/school.json`)
const firstLine = (of) => new Promise((resolve) => createInterface({ input: of.stdout }).once('line', resolve))
const start = (program, args) => spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] })
const mails = `${work}/mails`
rmSync(mails, { recursive: true, force: true })
const sink = start('python3', ['-B', `${dirname(fileURLToPath(import.meta.url))}/../support/mail_sink.py`, mails])
const relay = `127.0.0.1:${await firstLine(sink)}`
const freePort = () => new Promise((resolve) => {
    const taken = createServer().listen(0, '127.0.0.1', () => {
        const { port } = taken.address()
        taken.close(() => resolve(port))
    })
})
const listen = `127.0.0.1:${await freePort()}`
const process_ = start(server, ['--data', data, '--listen', listen, '--public-url', `http://${listen}`, '--smtp', relay,
    '--smtp-plain', '--mail-from', 'panel@szkola.example'])
const url = (await firstLine(process_)).replace('listening on ', '')
const token = () => readFileSync(`${replica}/server-token`, 'utf8').slice(0, 64)

async function slip() {
    const pupil = JSON.parse(office('--json', 'students', 'list'))[0].id
    const answer = await fetch(`${url}/v1/logins`, {
        method: 'POST', headers: { Authorization: `Bearer ${token()}`, 'X-Esek-Protocol': '1' },
        body: JSON.stringify({ role: 'parent', students: [pupil] }) })
    return (await answer.json()).logins[0]
}

// The text of the newest mail that holds this, once it has come.
async function mailWith(text) {
    for (let tries = 0; tries < 300; ++tries) {
        for (const name of existsSync(mails) ? readdirSync(mails).sort().reverse() : []) {
            const body = readFileSync(`${mails}/${name}`, 'latin1').split('\r\n\r\n')[1] ?? ''
            const read = Buffer.from(body, 'base64').toString('utf8')
            if (read.includes(text)) return read
        }
        await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error(`no mail with ${text}`)
}

// A parent gives an address and confirms it by the link in the mail.
async function giveAddress(page, picture, address) {
    await page.goto(`${url}/notifications`)
    await picture('notifications-none')
    await page.getByLabel('Nowy adres e-mail').fill(address)
    await page.getByLabel('Twoje hasło do panelu').fill('dwa koty na dachu')
    await page.getByRole('button', { name: 'Wyślij link' }).click()
    await page.getByText('Wiadomość z linkiem wysłano').waitFor()
    await picture('notifications-sent')
    const link = (await mailWith('/mail/')).match(/http\S+\/mail\/\S+/)[0]
    await page.goto(link)
    await picture('mail-confirm')
    await page.getByRole('button', { name: 'Potwierdź adres' }).click()
    await picture('mail-confirmed')
    await page.goto(link)
    await picture('mail-over')
    await page.goto(`${url}/notifications`)
    await page.getByText('Wiadomości przychodzą na adres').waitFor()
    await picture('notifications')
    rmSync(mails, { recursive: true, force: true })
    mkdirSync(mails)
    await page.goto(url)
}

// The same parent opens a personal account by a link that comes by mail, and links the child to it.
async function personalAccount(page, picture, address, login) {
    await page.goto(`${url}/login`)
    await page.getByRole('link', { name: 'Załóż konto osobiste' }).click()
    await picture('register')
    await page.getByLabel('Adres e-mail').fill(address)
    await page.getByRole('button', { name: 'Wyślij link' }).click()
    await picture('register-sent')
    const link = (await mailWith('/register/')).match(/http\S+\/register\/\S+/)[0]
    await page.goto(link)
    await picture('register-password')
    await page.getByLabel('Twoje imię i nazwisko').fill('Adam Brzęczyszczykiewicz')
    await page.getByLabel('Nowe hasło').fill('cztery psy w ogrodzie')
    await page.getByRole('button', { name: 'Zapisz i przejdź dalej' }).click()
    await page.getByText('nie jest jeszcze powiązane').waitFor()
    await picture('children-none')
    await page.getByRole('link', { name: 'Dodaj dziecko' }).click()
    await picture('link-child')
    await page.getByLabel('Login ze szkoły').fill(login.login)
    await page.getByLabel('Hasło do tego loginu').fill('dwa koty na dachu')
    await page.getByLabel('Zgadzam się').check()
    await page.getByRole('button', { name: 'Powiąż' }).click()
    await page.getByRole('heading', { name: 'Świętosława' }).waitFor()
    await picture('children')
    await page.getByRole('link', { name: 'Wiadomości' }).click()
    await page.goto(`${url}/children`)
    await page.getByRole('link', { name: 'Zobacz zdjęcie' }).click()
    await picture('children-photo')
    await page.goto(`${url}/messages`) // of several children: back to all of them
    check(page.url() === `${url}/children`, `all children, not ${page.url()}`)
    await page.getByRole('link', { name: 'Konto', exact: true }).click()
    await picture('personal')
    await page.goto(link)
    await picture('register-over')
    await page.goto(`${url}/children`)
    await page.getByRole('button', { name: 'Wyloguj się' }).click()
    await page.getByLabel('Login ze szkoły').fill(address)
    await page.getByLabel('Hasło').fill('cztery psy w ogrodzie')
    await page.getByRole('button', { name: 'Zaloguj się' }).click()
    await page.getByRole('heading', { name: 'Świętosława' }).waitFor()
    rmSync(mails, { recursive: true, force: true })
    mkdirSync(mails)
}

// Somebody of the running authority: a one-time password, a password, the figures of the schools.
async function authority(page, picture) {
    const [login, password] = admin('authority', 'add', '--name', 'Barbara Urzędowska').split(/\s+/)
    await page.goto(`${url}/login`)
    await page.getByLabel('Login ze szkoły').fill(login)
    await page.getByLabel('Hasło').fill(password)
    await page.getByRole('button', { name: 'Zaloguj się' }).click()
    await picture('authority-password')
    await page.getByLabel('Nowe hasło').fill('cztery dachy nad miastem')
    await page.getByRole('button', { name: 'Zapisz i przejdź dalej' }).click()
    await page.getByRole('rowheader', { name: 'Szkoła Podstawowa nr 1' }).waitFor()
    check(await page.getByText('Brzęczyszczykiewicz').count() === 0, 'no name of a person')
    await picture('authority')
    await page.getByRole('button', { name: 'Wyloguj się' }).click()
}

// What a program can find of WCAG 2.1 AA.
async function accessible(page, name) {
    await page.evaluate(axeSource)
    for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme })
        const found = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'] }))
        check(found.violations.length === 0, `axe-core finds nothing on ${name} (${colorScheme}): ` +
            found.violations.map((v) => `${v.id}: ${v.nodes[0].html}`).join('; '))
    }
    await page.emulateMedia({ colorScheme: 'light' })
}

const tooWide = (page) => page.locator('html').evaluate((e) => e.scrollWidth - e.clientWidth)

async function narrowAndLarge(page, name) {
    const size = page.viewportSize()
    await page.setViewportSize({ width: 320, height: 640 })
    check(await tooWide(page) <= 0, `${name} fits into 320 pixels (${await tooWide(page)} too wide)`)
    await page.setViewportSize(size)
    await page.locator('html').evaluate((e) => { e.style.fontSize = '200%' })
    check(await tooWide(page) <= 0, `${name} fits with letters twice as large (${await tooWide(page)} too wide)`)
    await page.screenshot({ path: `${pictures}/${size.width}-${name}-200.png`, fullPage: true })
    await page.locator('html').evaluate((e) => { e.style.fontSize = '' })
}

// A picture as 19 x 26 numbers, for comparing what the browser shows with what the server cuts.
const sample = (page, selector) => page.locator(selector).evaluate(async (picture) => {
    if (picture.decode) await picture.decode() // until it has arrived
    const small = document.createElement('canvas')
    small.width = 19
    small.height = 26
    const context = small.getContext('2d')
    context.imageSmoothingQuality = 'high'
    context.drawImage(picture, 0, 0, 19, 26)
    return [...context.getImageData(0, 0, 19, 26).data]
})
const difference = (a, b) => a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / a.length

// The photo follows the finger, and the server cuts what the browser shows.
async function moveTheCrop(page) {
    const canvas = page.locator('canvas.movable')
    await canvas.waitFor()
    await page.getByLabel('Powiększenie').fill('150')
    const before = await sample(page, 'canvas.movable')
    const down = await page.getByLabel('W górę lub w dół').inputValue()
    await canvas.evaluate((e) => e.scrollIntoView({ block: 'center' }))
    const box = await canvas.boundingBox()
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width / 2 + 20, box.y + box.height / 2 - 30, { steps: 6 })
    await page.mouse.up()
    check(await page.getByLabel('W górę lub w dół').inputValue() !== down, 'the slider follows the finger')
    const after = await sample(page, 'canvas.movable')
    check(difference(before, after) > 2, 'the photo follows the finger')
    return after
}

let browser
try {
    process.env.ESEK_CODE = admin('device', 'invite', '--school', school, '--name', 'PC')
    office('enroll', '--server', url)
    office('sync')
    office('import', 'students', `${work}/pupils.csv`)
    office('sync')
    browser = await browserType.launch({ executablePath: chromium, args: ['--no-sandbox'] })
    for (const [width, javaScriptEnabled] of [[360, false], [1280, false], [360, true], [1280, true]]) {
        const login = await slip()
        const context = await browser.newContext({
            viewport: { width, height: width === 360 ? 740 : 720 }, locale: 'pl-PL', javaScriptEnabled,
            colorScheme: 'light' })
        const page = await context.newPage()
        let bytes = 0
        const session = await context.newCDPSession(page)
        await session.send('Network.enable')
        session.on('Network.loadingFinished', (e) => { bytes += e.encodedDataLength })
        page.on('console', (message) => {
            if (/Content Security Policy/.test(message.text())) throw new Error(message.text())
        })
        const picture = async (name) => {
            check(await tooWide(page) <= 0, `${name} fits into ${width} pixels (${await tooWide(page)} too wide)`)
            await page.screenshot({ path: `${pictures}/${width}-${name}${javaScriptEnabled ? '-js' : ''}.png`, fullPage: true })
            if (!javaScriptEnabled) return
            await page.emulateMedia({ colorScheme: 'dark' })
            await page.screenshot({ path: `${pictures}/${width}-${name}-dark.png`, fullPage: true })
            await page.emulateMedia({ colorScheme: 'light' })
            await narrowAndLarge(page, name)
            await accessible(page, name)
        }
        await page.goto(`${url}/login`)
        await picture('login')
        check(bytes < 60000, `the first page has ${bytes} bytes`)
        await page.goto(login.link)
        await picture('slip')
        await page.getByRole('button', { name: 'Zaloguj się' }).click()
        await picture('password')
        await page.getByLabel('Twoje imię i nazwisko').fill('Adam Brzęczyszczykiewicz')
        await page.getByLabel('Nowe hasło').fill('dwa koty na dachu')
        await page.getByRole('button', { name: 'Zapisz i przejdź dalej' }).click()
        await picture('first')
        await giveAddress(page, picture, `rodzic-${width}-${javaScriptEnabled}@example.pl`)
        const send = page.getByRole('link', { name: /Wyślij zdjęcie|Wyślij inne zdjęcie|Zobacz zdjęcie|Zobacz oba zdjęcia/ }).first()
        await send.click()
        if (await page.getByRole('link', { name: 'Zmień zdjęcie' }).count())
            await page.getByRole('link', { name: 'Zmień zdjęcie' }).click()
        await picture('step1-guidelines')
        await page.getByLabel('Nakrycie głowy').check()
        await page.getByLabel('Oświadczam').check()
        await page.getByRole('button', { name: 'Przejdź dalej' }).click()
        await picture('step2-examples')
        await page.getByRole('link', { name: 'Przejdź dalej', exact: true }).last().click()
        await picture('step3-file')
        await page.getByLabel('Wybierz zdjęcie').setInputFiles(photo)
        await page.getByRole('button', { name: 'Prześlij plik' }).click()
        let shown
        if (javaScriptEnabled) {
            shown = await moveTheCrop(page)
        } else {
            await page.getByLabel('Powiększenie').fill('120')
            await page.getByRole('button', { name: 'Pokaż podgląd' }).click()
        }
        await picture('step3-crop')
        await page.getByRole('button', { name: 'Zapisz zdjęcie' }).click()
        if (javaScriptEnabled) {
            const cut = await sample(page, 'figure:last-child .photo')
            check(difference(shown, cut) < 6, `the server cuts what the browser shows (${difference(shown, cut)})`)
        }
        check(await page.getByLabel('Nakrycie głowy').isChecked(), 'the last step remembers the tick')
        await picture('step4-send')
        await page.getByRole('button', { name: /Wyślij zdjęcie ucznia/ }).click()
        await picture('summary')
        office('sync')
        const row = JSON.parse(office('--json', 'photo', 'list'))[0]
        if (width === 360 && !javaScriptEnabled) {
            check(row.status === 'pending', `the office sees ${row.status}`)
            office('photo', 'reject', '1', '--reason', 'too_dark', '--note', 'Przy oknie będzie jaśniej.')
            office('sync')
            await page.goto(url)
            await picture('rejected')
            check((await mailWith('Świętosława')).includes(`${url}/messages`), 'the mail leads to the messages')
            await page.goto(`${url}/messages`)
            await picture('messages')
            office('photo', 'submit', '1', photo, '--as', 'clerk')
            office('photo', 'accept', '1')
            office('sync')
        } else {
            check(row.status === 'change_requested', `the office sees ${row.status}`)
        }
        await page.goto(url)
        await picture('waiting')
        await page.goto(`${url}/account`)
        await picture('account')
        for (const name of ['data', 'privacy', 'accessibility', 'messages', 'password']) {
            await page.goto(`${url}/${name}`)
            await picture(`page-${name}`)
        }
        await page.goto(`${url}/pupils/${row.student}/photo`)
        await page.getByRole('link', { name: 'Podgląd' }).click()
        await picture('look')
        for (const [link, name] of [['Zgłoś prośbę', 'deletion'], ['Usuń', 'withdraw']]) {
            await page.goto(`${url}/pupils/${row.student}/photo`)
            if (!await page.getByRole('link', { name: link }).count()) continue
            await page.getByRole('link', { name: link }).click()
            await picture(name)
        }
        if (javaScriptEnabled) {
            const kept = await page.evaluate(async () => {
                await navigator.serviceWorker.ready
                const requests = await Promise.all((await caches.keys()).map(async (key) => (await caches.open(key)).keys()))
                return requests.flat().map((request) => new URL(request.url).pathname)
            })
            check(kept.length > 0 && kept.every((path) => path.startsWith('/static/')), `the browser keeps ${kept}`)
            await context.setOffline(true)
            await page.goto(url).catch(() => {})
            check(await page.getByRole('heading', { name: 'Brak połączenia' }).count() === 1, 'a page without a network')
            await picture('offline')
            await context.setOffline(false)
        }
        await page.goto(`${url}/nothing`)
        await picture('nothing')
        await page.goto(`${url}/account`)
        await page.getByRole('button', { name: 'Wyloguj się', exact: true }).click()
        await personalAccount(page, picture, `konto-${width}-${javaScriptEnabled}@example.pl`, login)
        await page.goto(`${url}/children`)
        await page.getByRole('button', { name: 'Wyloguj się' }).click()
        await authority(page, picture)
        await context.close()
        for (const [name, options] of [['dark', { colorScheme: 'dark' }], ['ukrainian', { locale: 'uk-UA' }]]) {
            const other = await browser.newContext({ viewport: { width, height: 740 }, ...options })
            const first = await other.newPage()
            await first.goto(`${url}/login`)
            await first.screenshot({ path: `${pictures}/${width}-login-${name}.png`, fullPage: true })
            for (const path of javaScriptEnabled && name === 'ukrainian' ? ['login', 'privacy', 'accessibility', 'q/WRONG'] : [])
                for (const language of ['pl', 'en', 'uk']) {
                    await first.goto(`${url}/${path}?lang=${language}`)
                    await accessible(first, `${path} in ${language}`)
                }
            await other.close()
        }
    }
    console.log(`pictures are in ${pictures}`)
} finally {
    await browser?.close()
    process_.kill()
    sink.kill()
}
