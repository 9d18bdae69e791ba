// Labs share the machine's two cores, and the tests compare the machine before and after: one platform at a time.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
