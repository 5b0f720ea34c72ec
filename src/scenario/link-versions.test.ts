import { describe, expect, it } from 'vitest';
import { Simulation } from '../engine/simulation.ts';
import { decodeLink, encodeLink } from './link.ts';
import { PRESETS } from './presets.ts';

/** Links that version 2 of the form made when it was new, each with how its run ended then. */
const LINKS_2 = [
  {
    what: 'First visit',
    link: 's=2.fVA7T8MwEP4r6GZXctI0bTKCxIaEYKwYjvhIrcZ2ODstbeX_ji4tbODpfI_vdYHYkUe2AdoLeHQELTxajunuYKNNoKCfKCaZMrr7U6IIbVU2VVOvy6ZWcAy8HwKaCO32AnvrDbQwefsR2IECpt4GL-cxIadn7AnaclUrGLEXrLIui6rKCo5sE8Vn4lfqgqCUWmud3xT44M_E4QX9fLG9wAcHd4XSClK4lptV0dSb_JYVGDrY7rZrHAr9TRlb3_8la72pq2X5q6yol5t_hCmIKYwPYTz9pFI01VJX1_6TWBOeODmaP-Lkk9wkpJNPjN2ezMs0SOI4DAtjOZ0gCz2jo0QcZdXh1-IdvTlak3bQFuVKX19WsAtsz8EL_PLWOlg6ytk44GlHaGS20lpBHEKCdi3ZdDbO5gsFccQ5BQlUVos5T6karXPO3w',
    outcome: {
      status: 'not-converged',
      totalTimeMs: 30000,
      downtimeMs: null,
      dirtySyncCount: 11,
      transferredBytes: 37498757269,
    },
  },
  {
    what: 'Rescued by a higher limit',
    link: 's=2.JY_BasNADER_xei8BjttErr_UAjtseSg2oot4t01klw3Df73ouQmmNG8mTtoRxmFC8Q7ZEwEET5Iu4X66vtWYTXyMJJUEyc2CDAspObetch1KtgrxK87XDn3EGHJfCmSIIDQwCW7UQ3FTjgQxN3-EGDGgRRi-9I2x90WYBU20hPJJ3XFUw5N0zTbeQuAnXHJTwLau0LcuRaAfqlbzLsmHgSNaiWrZxRMZCQKAVCGJVE29Q59WbNxovo5I-6dsJ0DjEX4r2SPfn1gA_wwrf4zT3gbCXvX9g7VqRjEY4CeOtbHujaAzviYeZGS3No2Aaz49eaM7R8',
    outcome: {
      status: 'completed',
      totalTimeMs: 20308,
      downtimeMs: 308,
      dirtySyncCount: 7,
      transferredBytes: 3068550638,
    },
  },
  {
    what: 'Zipf',
    link: 's=2.LY7NTsMwEITfZc4GJSE_xMfekSpxA3FY4m1qNbEj25C2kd8dbcqeVrP7zcyGOLCjYD30BkczQ-PDLicojD8ck8iB5sMtcYSuq77u267qW4XVh8vkyUTozw0X6ww07g808Gi9EzYmCulII0NXTauw0ChG3Wtbv1RZYQ02cTxyeOfBi0VZ7KPA18U7dgm6fC7zVxY20MyJQxTnma5P3-TMak06Q5dV8yCLrHD2wd69e5PK_9Kv5VWwZaLbmcnIrZGcOPkE3SkYHmzca5cKcaG9_yn4WV7LQiF52fqiyDn_AQ',
    outcome: {
      status: 'completed',
      totalTimeMs: 4884,
      downtimeMs: 283,
      dirtySyncCount: 8,
      transferredBytes: 6103457774,
    },
  },
  {
    what: 'The device logs its writes',
    link: 's=2.fVFNb8IwDP0ryOdsSkspbY7bdZPQthvikFFTIpq4S1IYoPz3yS3stuXk-OO95-crhC067Q2BuoLTFkHBxx5nDR7NFmcdtWFmYpidvIkYQEA7YIjc7LV9OnNOFXld1OUyr0sBJ_KHjnQTQK2vcDCuAQWDMzvyFgR4bA05Hg9R-7jSLYLKF6WAXreMlZd5VhRJwES4Qv-OW2KUXEop00aAI3dBT2_ajRPrK-w82QlKCog0hdUiq8sqbZKAaZmpt7Ga6W_KvHHtX7KWVVnM819lWTmv_hF2Z3mhtmVQFf2AAkKk_pn6892qrC7mspjyr7wvk4fB4vjh9b7QDqO_2KEOfI_qUUJiHV5bjOgDl63-fvjUrjmZJu5BZflCTi8J2JM3F3IMOb-ljgZPPNZ3-rxH3XBtIaWA0FEEtWT5WxNGFzIBodejHewst2ajsRzVUqaUfgA',
    outcome: {
      status: 'completed',
      totalTimeMs: 3025,
      downtimeMs: 226,
      dirtySyncCount: 3,
      transferredBytes: 3772673414,
    },
  },
  {
    what: 'Two devices without peer-to-peer',
    link: 's=2.zVLNbuMgEH6VaM6kwsR2bI67161UtXurcqDx1EE1jAu43tTi3VfjpL1tpd6WCzDMfD_DLBCP6E2wBHoBbxyCht8zbTp8s0eMm9mmE01pMyKGbaIt7yCgnzAmLgnG_TgnjKBL1ZZtvVdtLWCm8DKQ6SLoxwVerO9Aw-TtMwUHAgL2ljyXx2RCujM9glZVLWA0PWOpWhVlmQXMwSaMdxge8EiMoqSUMh8EePLvGOje-LXicYHnQO4CJQUkuhybqmjrJh-ygKulNbdzhumvyoL1_b9kVapUTfOprKh3zRfCPlh-Ud8zqE5hQgEx0fiTxvNHq4q23MnyEr9lv0weJ4fXyxhoxJAsJy-A3jwNuHW2DyatCsFMiSBn8flnzK6l0lLeSBDf8Ldv6nKn_lN_BwGv6KZ10HBAE9lqc6Mgs-BgHCYMK4Yzf7ZPxnez7dIJdKEqeVlZwImCfSfP3Ltr6M3izGXjYM4nNB2_VVIKiAMl0Hv2ebRxFVMIiKNZ-8YjxqnFOmF8aqXMOf8F',
    outcome: { status: 'refused', totalTimeMs: 0, downtimeMs: null, dirtySyncCount: 0, transferredBytes: 0 },
  },
  {
    what: 'Untracked: skip pre-copy',
    link: 's=2.fZBPb8IwDMW_CvI5SGkphea4nSchpp0Qh6w1JYL8mZPCAOW7Ty6w25ZT4jz7Pf9uEFt0mowHdQOnLYKCD5dItwfs1CQeTJgEwmnrwwUE9APGxFLS9uWSMIKqyqZq6kXZ1ALOng5Hr7sIanODg3EdKBic2XmyIICwN95xe0ya0kr3CKqc1wKC7nlWWZdFVWUBZzIJ4wrpHVvPU0oppcxbAc67K5Jfazd2bG6wI2_vo6SA5O_X5bxo6mXeZgEdnkz70HZWs_0jGRnX_xVrsayrWfmbrKhny3-CCYjJh1cfLk8qRVPNZHWvv_Fq7BMHi-ODN_lCO7Dp8MS9Ho6Mn5lPA-GIPHMC0hYTUmS11d_TT-26s-nSHlRRzuX9ZAF7T-bqHTvMHqWTwTO3haO-7FF3_DeXUkA8-gRqwXhaE8f9CwEx6BEEM2VpMSLlWyNlzvkH',
    outcome: {
      status: 'completed',
      totalTimeMs: 2806,
      downtimeMs: 2805,
      dirtySyncCount: 2,
      transferredBytes: 3498570903,
    },
  },
  {
    what: 'Untracked: do not ask',
    link: 's=2.fVDBbtswDP2VgGcNkB3HiXVszwOCFDsVPbAW6wiORFeSk6WB_n2gk-626USRj-89vhukngJGx2BuENATGPgVcsR-JGtWlleB8wrTCAqGmVIWXET_dM2UwDR113Tttu5aBReO44nRJjCvNxhdsGBgDu6DowcFkQbHQdZTxpj3OBCYetMqmHAQrrqtq6YpCi7RZUp7ii_Us7DUWmtd3hQEDl8U-YBh2Xi9wUdkf6fSCjLfy92m6tpdeSsKLJ1d_8BajyL_cBZdGP5la7trm3X911nVrnf_MaYgZZ6eebp-p1J1zVo39_5POU100uxp-cgln-RnEZ2_sz7MJ8l-DPwORZQjesoUk6A8_v7xjsFenM1HMFW90fdXFBw5ui8Owrx-tM6OLrI2nfB6JLQy22itIJ04g9lKLL1Ly92VgjThEoBkKdBqiVKqTutSyh8',
    outcome: {
      status: 'completed',
      totalTimeMs: 2971,
      downtimeMs: 172,
      dirtySyncCount: 3,
      transferredBytes: 3705433478,
    },
  },
  {
    what: 'Two devices, peer-to-peer',
    link: 's=2.zVLNbtswDH6VgmelkBXbsXXcri1QtLsVOWgx6wiNRFeS66aB3n2gkvS2AbtVFxEU-f1QPEHcoTfBEugTeOMQNPxa6GbAd7vDKG4mxLBKtOIbBIwzxsS1wbgfx4QRdK36um83qm8FLBReD2SGCPr5BK_WD6Bh9vaFggMBAUdLnttjMiE9mBFBq6YVMJmRsVSrqrrOApZgE8YHDE-4I0ZRUkqZtwI8-U8M9Gh86Xg-wUsgd4aSAhKdw66p-rbL2yzg4qXUDs4w_UVZsH78m6xG1arrvpRV7br7h7Aryx2NI4PqFGYUMKnpGsZE00-ajtepVX29lvU5f8_WSzVHDSuKs8OSzuLrY5hJS6WlvJUg_sPLpmvrtfoGXrYC3tDNZYHwgCayre5WQWZxwThMGCI_O_Ox-m38sNgh7UFXqpHnkwXsKdhP8gy5vqTeLS7cNh3McY9mKNxSCogHSqA37GlnYxlNJSBOpsyIV4dLq7I5HPVS5pz_AA',
    outcome: {
      status: 'completed',
      totalTimeMs: 3094,
      downtimeMs: 295,
      dirtySyncCount: 3,
      transferredBytes: 3848412732,
    },
  },
] as const;

/** Where each of them looked. */
const VIEW = { playheadMs: 500, slot: 7, decision: 1, span: { fromMs: 10, toMs: 900 } };

describe('links of version 2', () => {
  it.each(LINKS_2)('open as they did: $what', async ({ link, outcome }) => {
    const state = await decodeLink(link);
    expect(state!.view).toEqual(VIEW);
    expect(new Simulation(state!.scenario).runToEnd()).toMatchObject(outcome);
  });

  it.each(PRESETS)('$id fits into a mail with an edit, a view and two notes', async ({ scenario }) => {
    const edited = { ...scenario, name: 'Our guest on Friday', seed: 4711, horizonMs: scenario.horizonMs + 1 };
    const notes = [
      { text: 'Here the estimate is taken from half a window, which is why it is so low.', at: { atMs: 1234.5 } },
      { text: 'These pages are written in every pass.', at: { fromSlot: 4096, toSlot: 262_144 } },
    ];
    const view = { ...VIEW, zoom: { fromSlot: 4096, toSlot: 262_144 }, notes };
    const address = `https://switchover.example/#view=lab&${await encodeLink({ scenario: edited, view })}`;
    expect(address.length).toBeLessThan(2000);
  });
});
