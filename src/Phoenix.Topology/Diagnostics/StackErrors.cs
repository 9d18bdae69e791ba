using System.Collections.Immutable;

namespace Phoenix.Topology;

/// <summary>Stacks and their compose files: PHX14xx.</summary>
internal static class StackErrors
{
    public static readonly ErrorCode NotAStackName = new(
        "PHX1401",
        "Not a stack's name",
        "Compose takes lower case letters, digits, - and _, beginning with a letter or a digit.",
        "Rename the stack."
    );

    public static readonly ErrorCode UnknownGuest = new(
        "PHX1402",
        "There is no such guest",
        "The name is not among the guests of the file.",
        "Take the name of a guest."
    );

    public static readonly ErrorCode NoDocker = new(
        "PHX1403",
        "The guest has no Docker",
        "Stacks run on guests that run docker-host.",
        "Put the stack on an application host."
    );

    public static readonly ErrorCode ComposeMissing = new(
        "PHX1404",
        "The compose file is missing",
        "The path is relative to the directory of phoenix.yaml.",
        "Write the file, or correct the path."
    );

    public static readonly ErrorCode NotAPath = new(
        "PHX1405",
        "Not a path in the directory",
        "Paths are relative, with forward slashes, plain characters and without `..`, and stay in the directory of phoenix.yaml.",
        "Move the file there, and write its path from there."
    );

    public static readonly ErrorCode ComposeRefused = new(
        "PHX1406",
        "The compose file cannot be read",
        "The file is there but leads outside the directory, or the system does not let Phoenix read it.",
        "Replace a link by the file; check the permissions."
    );

    public static readonly ErrorCode NoServices = new(
        "PHX1407",
        "The compose file has no services",
        "A stack without a service would run nothing.",
        "Add services."
    );

    public static readonly ErrorCode DependencyCycle = new(
        "PHX1408",
        "Services depend on each other in a circle",
        "None of them could be started first.",
        "Remove one depends_on of the circle."
    );

    public static readonly ErrorCode UnknownService = new(
        "PHX1409",
        "There is no such service",
        "The name is not among the services of the compose file.",
        "Take the name of a service."
    );

    public static readonly ErrorCode ContextOutside = new(
        "PHX1410",
        "A build context is outside the directory",
        "Phoenix sends the context to where the image is built; it is a directory beside the compose file or below it, within the directory of phoenix.yaml.",
        "Move the context into the directory."
    );

    public static readonly ErrorCode NotAVariable = new(
        "PHX1411",
        "Not the name of a variable",
        "The name of an environment variable is letters, digits and _, and does not begin with a digit.",
        "Rename it."
    );

    public static readonly ErrorCode NotAValue = new(
        "PHX1412",
        "Not the value of a variable",
        "A value is one line of printable characters: line breaks would become further variables on the way to the container.",
        "Put longer text into a file of the image, or encode it."
    );

    public static readonly ErrorCode VariableTwice = new(
        "PHX1413",
        "A variable is set twice",
        "The name is both in env and in secrets, or twice in secrets.",
        "Remove one."
    );

    public static readonly ErrorCode PortTaken = new(
        "PHX1414",
        "A port is published twice",
        "Only one service on a guest can have a port; 9001 is the Portainer agent's.",
        "Publish one of them on another port."
    );

    public static readonly ErrorCode SecondFileNeeded = new(
        "PHX1415",
        "The compose file needs a second file",
        "Portainer sees the one compose file: include, extends from another file and env_file would be looked for on the control plane, not here.",
        "Write the services into one file, and the variables into env."
    );

    public static readonly ErrorCode ComposeShape = new(
        "PHX1416",
        "The compose file is not as compose expects it",
        "The value has another shape than the compose specification gives it.",
        "Write it as the compose specification shows it."
    );

    public static readonly ErrorCode DockerfileMissing = new(
        "PHX1417",
        "The Dockerfile is missing",
        "The compose file builds an image from a context that has no such Dockerfile.",
        "Write the Dockerfile, or name it under build."
    );

    public static readonly ErrorCode RelativeMount = new(
        "PHX1418",
        "A mount of a relative path",
        "Portainer deploys the file, so a relative path would be looked for on the control plane and an empty directory be mounted.",
        "Use a named volume, an absolute path of the host, or configs with content."
    );

    public static readonly ErrorCode UnsetVariable = new(
        "PHX1419",
        "A variable has no value",
        "The compose file speaks of a variable that is neither in the stack's env nor in its secrets and has no default. Compose would put in nothing and go on.",
        "Add it to env or secrets, give it a default, or write $$ where a dollar sign is meant."
    );

    public static ImmutableArray<ErrorCode> All { get; } =
    [
        NotAStackName,
        UnknownGuest,
        NoDocker,
        ComposeMissing,
        NotAPath,
        ComposeRefused,
        NoServices,
        DependencyCycle,
        UnknownService,
        ContextOutside,
        NotAVariable,
        NotAValue,
        VariableTwice,
        PortTaken,
        SecondFileNeeded,
        ComposeShape,
        DockerfileMissing,
        RelativeMount,
        UnsetVariable,
    ];
}
