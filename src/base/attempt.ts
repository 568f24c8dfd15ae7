/**
 * Calls a callback that was handed in from elsewhere: whatever it does, its caller goes on. `report` is told why it
 * failed, also where it fails later as a promise; a reporter that fails itself is passed over.
 */
export function attempt(callback: () => unknown, report: (error: unknown) => void = () => undefined): void {
  const failed = (error: unknown) => {
    try {
      report(error);
    } catch {
      // There is nobody left to tell.
    }
  };
  try {
    const result = callback();
    if (result instanceof Promise) result.catch(failed);
  } catch (error) {
    failed(error);
  }
}
