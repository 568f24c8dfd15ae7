import { type Service, startService } from '../service/service.ts';
import { openWindow, type Window } from './window.ts';

export interface Office {
  readonly service: Service;
  readonly window: Window;
  readonly close: () => Promise<void>;
}

/** A service, as `arrange` leaves it, and a window whose connection “Office” leads there, with its key entered. */
export async function openOffice(arrange: (service: Service) => void = () => undefined): Promise<Office> {
  const service = await startService();
  arrange(service);
  const { baseUrl, key } = service.haufe;
  const office = { id: 'office', provider: 'haufe', name: 'Office', baseUrl };
  const window = await openWindow({ settings: { 'expertAssistants.connections': [office] } });
  await window.run('Set API Key…');
  await window.answer('API Key for Office', key);
  await window.told('The connection “Office” works.');
  await window.run('Notifications: Clear All Notifications');
  return {
    service,
    window,
    close: async () => {
      await window.close();
      await service.stop();
    },
  };
}
